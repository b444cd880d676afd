"""No request body beyond its limit: a larger one poisons workflow tasks further in."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import ProblemError, answer
from domain.words import Text

COMMAND_BYTES = 256 * 1024
WORKBOOK_BYTES = 5 * 1024 * 1024
WITH_WORKBOOKS = ("/plans", "/figures", "/readings/workbook")


class BodyLimit:
    """ASGI middleware: counts what arrives, whatever the Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = WORKBOOK_BYTES if scope["path"].startswith(WITH_WORKBOOKS) else COMMAND_BYTES
        length = dict(scope["headers"]).get(b"content-length", b"0")
        body, arrived = [], 0
        if length.isdigit() and int(length) > limit:
            return await _too_large(limit)(scope, receive, send)
        while True:
            message = await receive()
            body.append(message)
            arrived += len(message.get("body", b""))
            if arrived > limit:
                return await _too_large(limit)(scope, receive, send)
            if message["type"] != "http.request" or not message.get("more_body"):
                break

        async def again() -> Message:
            return body.pop(0) if body else await receive()

        return await self._app(scope, again, send)


def _too_large(limit: int) -> ASGIApp:
    kilobytes = limit // 1024
    detail = Text(
        f"请求超过 {kilobytes} KB；文件请以附件引用",
        f"more than {kilobytes} KB; refer to files as attachments",
    )
    return answer(ProblemError(413, "too_large", detail))
