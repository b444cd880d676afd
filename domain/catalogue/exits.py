"""What an exit is made of on site (P1.3), what stops production or ends its permits, and what
makes it public (P1.5).

Power goes before water, since what still runs is cooled by it; a unit is removed from a line that
has neither; what is sealed is as it will stay.
"""

from domain.catalogue.kinds import MeasureKind
from domain.catalogue.measure_rule import Evidence, MeasureRule, Particular, Target
from domain.words import Text

EXIT_MEASURES = {
    MeasureKind.POWER_CUT: MeasureRule(
        Text("断电", "power cut"),
        "power",
        Target.POWER_SUPPLY_POINT,
        True,
        "P1.3",
        on_site=True,
        evidence=(Evidence.METER_READING, Evidence.PHOTOGRAPHS),
        lifting_evidence=(Evidence.METER_READING,),
    ),
    MeasureKind.WATER_CUT: MeasureRule(
        Text("断水", "water cut"),
        "water",
        Target.WATER_SUPPLY_POINT,
        True,
        "P1.3",
        on_site=True,
        after=(MeasureKind.POWER_CUT,),
        evidence=(Evidence.METER_READING, Evidence.PHOTOGRAPHS),
        lifting_evidence=(Evidence.METER_READING,),
    ),
    MeasureKind.POWER_UNIT_REMOVAL: MeasureRule(
        Text("拆除动力装置", "removal of the power unit"),
        "industry",
        Target.LINE,
        False,
        "P1.3",
        on_site=True,
        names=(Particular.EQUIPMENT,),
        after=(MeasureKind.POWER_CUT, MeasureKind.WATER_CUT),
        evidence=(Evidence.PHOTOGRAPHS,),
    ),
    MeasureKind.SEAL: MeasureRule(
        Text("封存主体设备", "sealing of the main equipment"),
        "industry",
        Target.LINE,
        True,
        "P1.3",
        on_site=True,
        names=(Particular.EQUIPMENT,),
        after=(MeasureKind.POWER_CUT, MeasureKind.WATER_CUT, MeasureKind.POWER_UNIT_REMOVAL),
        evidence=(Evidence.SEAL_NUMBERS, Evidence.PHOTOGRAPHS),
        lifting_evidence=(Evidence.PHOTOGRAPHS,),
    ),
    MeasureKind.PRODUCTION_STOP: MeasureRule(
        Text("停产", "stop of production"),
        None,
        Target.LINE,
        True,
        "P5.1",
        outlasts=True,
        on_site=True,
        evidence=(Evidence.PHOTOGRAPHS,),
    ),
    MeasureKind.PRODUCTION_LIMIT: MeasureRule(
        Text("限产", "limit of production"),
        None,
        Target.LINE,
        True,
        "P4.1",
        outlasts=True,
        on_site=True,
        names_one_of=(Particular.SHARE, Particular.LINES),
        evidence=(Evidence.PHOTOGRAPHS,),
    ),
    MeasureKind.PERMIT_REVOCATION: MeasureRule(
        Text("吊销许可证照", "revocation of a permit"),
        None,
        Target.PERMIT,
        True,
        "P5.2",
        outlasts=True,
        evidence=(Evidence.DOCUMENTS,),
    ),
    MeasureKind.PORTAL_ANNOUNCEMENT: MeasureRule(
        Text("门户网站公告", "announcement on the portal"),
        None,
        Target.LINE,
        True,
        "P1.5",
        outlasts=True,
        names=(Particular.REFERENCE,),
        evidence=(Evidence.ADDRESS, Evidence.DOCUMENTS),
        lifting_evidence=(Evidence.DOCUMENTS,),
    ),
    MeasureKind.POLICE_NOTICE: MeasureRule(
        Text("通报公安机关（擅自启封）", "notice to the police: seals broken"),
        "police",
        Target.LINE,
        False,
        "P1.3",
        outlasts=True,
    ),
}
