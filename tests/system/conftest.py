from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.system.service import Service, serving


@pytest_asyncio.fixture(scope="package")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with serving(tmp_path_factory.mktemp("service")) as service:
        yield service
