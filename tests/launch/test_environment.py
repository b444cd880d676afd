from pathlib import Path

import pytest
from temporalio.envconfig import ClientConfig

from activities.allowed_hosts import AllowedHosts
from launch.environment import own_environment, service_environment
from launch.folder import DataFolder
from launch.ports import Ports
from records.sealing import Sealer
from records.signing import Signer
from settings import Settings
from simulator.settings import SimulatorSettings

PORTS = Ports(17233, 18233, 18000, 18100)


def test_our_settings_understand_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DataFolder(tmp_path) as folder:
        environment = service_environment(folder, PORTS, {"power": "whsec_abc"})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.database_url == f"sqlite:///{tmp_path}/records.db"
    assert (settings.api_host, settings.api_port) == ("127.0.0.1", 18000)
    assert settings.public_url == "http://127.0.0.1:18000"
    assert settings.departments["power"].url == "http://127.0.0.1:18100/departments/power"
    assert settings.departments["power"].secret.get_secret_value() == "whsec_abc"
    assert (
        AllowedHosts(settings.department_hosts).objection(settings.departments["power"].url) is None
    )
    Sealer(settings.secret_key).seal("whsec_abc", "power")
    assert Signer(settings.anchor.secret or "").public
    assert settings.anchor.places == ("folder",)
    assert (tmp_path / "anchor.key").stat().st_mode & 0o777 == 0o600
    simulator = SimulatorSettings()
    assert (simulator.port, simulator.database) == (18100, tmp_path / "simulator.db")


def test_access_to_another_temporal_is_not_mixed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "temporal.toml"
    profile.write_text('[profile.default]\naddress = "cloud:7233"\napi_key = "of the cloud"\n')
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(profile))
    monkeypatch.setenv("TEMPORAL_API_KEY", "of the cloud")
    with DataFolder(tmp_path / "data") as folder:
        environment = service_environment(folder, PORTS, {})
    config = ClientConfig.load_client_connect_config(override_env_vars=environment)
    assert config == {"target_host": "127.0.0.1:17233", "namespace": "default"}
    assert not any(name.startswith("TEMPORAL_") for name in own_environment())
