"""One good example for each command's body, for the API documentation."""

from typing import Any

LINE = {
    "name": "1号电石炉",
    "district": "hainan",
    "kind": "standalone_calcium_carbide",
    "equipment": ["1号电石炉 25000kVA"],
    "capacity": "60000",
    "energy": "61200",
    "unit_consumption": "1020",
    "limit": "823",
    "power_supply_point": "海南变电站 512 线 1 号生产开关",
    "water_supply_point": "西来峰供水 3 号生产表",
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "flag": {
        "enterprise_name": "乌海市某某化工有限公司",
        "ground": "energy",
        "line": LINE,
        "reason": "上年度单位产品能耗超过强制性限额标准",
        "document": "乌工信察〔2026〕12号",
    },
    "serve_notice": {
        "method": "in_person",
        "receipt": "送达回证 2026-031",
        "document": "乌工信责〔2026〕31号",
    },
    "apply_for_extension": {"months": 2, "reason": "主要设备交货推迟"},
    "decide_extension": {"months": 1, "reason": "交货合同属实，准予延期一个月"},
    "file_report": {"summary": "余热回收改造完成，已自测达标", "handed_in": "企业整改报告 2026-3"},
    "record_reinspection": {"measured": "815.5", "limit": "823", "verdict": "pass"},
    "verify_exit": {
        "remaining_capacity": "60000",
        "findings": "现场核验，生产线仍在运行",
        "document": "核验记录 2026-7",
    },
    "review_control": {
        "keep": True,
        "year": 2026,
        "reason": "年度产值能耗仍高于全市平均水平",
        "document": "乌能双控〔2027〕3号",
    },
    "impose_price": {
        "price": "differential_power_price",
        "meter": "海南变电站 512 线 1 号生产表",
        "rate": "每千瓦时加价 0.1 元",
        "first_day": "2026-12-01",
        "last_day": "2027-11-30",
        "reason": "单位产品能耗超过强制性限额标准",
        "document": "乌发改价〔2026〕12号",
    },
    "lift_price": {
        "price": "differential_power_price",
        "meter": "海南变电站 512 线 1 号生产表",
        "reason": "年度数据已达到限额标准",
        "document": "乌发改价〔2027〕3号",
    },
    "give_advance_notice": {
        "facts": "整改期满复查，单位产品能耗 850，仍超过限额 823",
        "grounds": "单位产品能源消耗限额国家标准",
        "rights": "有权陈述、申辩；收到之日起五个工作日内可以要求听证",
        "receipt": "告知书送达回证 2026-058",
        "document": "乌工信告〔2026〕58号",
    },
    "record_statement": {"statement": "余热锅炉已到货，请求以安装后的检测为准"},
    "answer_statement": {"accepted": False, "reason": "整改期已满，设备到货不能代替达标"},
    "request_hearing": {"reason": "对检测结果有异议"},
    "waive_hearing": {"signed_by": "法定代表人"},
    "record_hearing": {
        "presided_by": "王主持",
        "minutes": "听证笔录 2026-4",
        "document": "乌工信听〔2026〕4号",
    },
    "request_approval": {
        "level": "city",
        "reason": "限期内未完成治理，情节严重",
        "document": "乌环请〔2026〕11号",
    },
    "decide_approval": {
        "granted": True,
        "reason": "同意责令关闭",
        "document": "乌政批〔2026〕6号",
    },
    "take_exit_decision": {
        "way": "seal",
        "reason": "逾期未整改",
        "cannot_dismantle_because": "炉体与公用管廊相连，须待管廊改线",
        "power_supply_point": "海南变电站 512 线 1 号生产开关",
        "water_supply_point": "西来峰供水 3 号生产表",
        "document": "乌政决〔2026〕8号",
    },
    "file_resettlement_plan": {
        "head_count": 86,
        "placed": 60,
        "compensated": 26,
        "insurance_carried_over": True,
    },
    "decide_resettlement_plan": {"accepted": True, "reason": "人数相符，社保接续已落实"},
    "file_risk_plan": {
        "summary": "停炉后电石遇水风险，专人值守至清空",
        "responsible": "安全总监",
    },
    "decide_risk_plan": {"accepted": True, "reason": "措施可行"},
    "file_shutdown_plan": {
        "steps": "降负荷、停炉、排空电石、断冷却水前炉温降至 60℃",
        "responsible": "生产副总",
    },
    "decide_shutdown_plan": {
        "accepted": True,
        "bureau": "emergency",
        "reason": "停车步骤和值守安排可行",
        "document": "乌应急函〔2026〕5号",
    },
    "give_enforcement_notice": {
        "enforce_on": "2026-12-01",
        "receipt": "执行通知送达回证 2026-6",
        "document": "乌工信执〔2026〕6号",
    },
    "confirm_dismantling": {"equipment": "1号电石炉 25000kVA"},
    "record_commitment": {"signed_by": "法定代表人", "published_at": "乌海日报 2026-11-20"},
    "order_announcement": {"reference": "公告 2026-17", "document": "公告文本 2026-17"},
    "record_announcement": {
        "reference": "公告 2026-17",
        "published_at": "市工信局门户网站 2026-11-20",
    },
    "correct_line": {
        "reason": "送达时核对，供电开关号登记有误",
        "power_supply_point": "海南变电站 513 线 2 号生产开关",
        "document": "更正记录 2026-4",
    },
    "correct_service": {
        "served_on": "2026-11-20",
        "reason": "回证日期登记有误",
        "document": "送达回证 2026-031",
    },
    "correct_advance_notice": {
        "served_on": "2027-06-18",
        "reason": "告知书回证日期登记有误",
        "document": "告知书送达回证 2026-058",
    },
    "correct_notice": {
        "lines": ["2号电石炉"],
        "production": "production_stop",
        "reason": "通知书所列生产线登记有误",
        "document": "情况说明 2026-006",
    },
    "correct_hearing": {
        "reason": "听证笔录系另一案件",
        "document": "情况说明 2026-007",
    },
    "correct_report": {
        "reason": "报告登记到了另一案件",
        "document": "情况说明 2026-008",
    },
    "correct_reinspection": {
        "measured": "815.5",
        "limit": "823",
        "reason": "原登记数据系另一生产线",
        "document": "检测报告 2026-077",
    },
    "correct_verification": {
        "reason": "核验记录系另一生产线",
        "document": "核验记录 2026-031",
    },
    "correct_enforcement_notice": {
        "enforce_on": "2026-10-20",
        "reason": "执行通知所载日期登记有误",
        "document": "执行通知书 2026-012",
    },
    "correct_dismantling": {
        "equipment": "1号电石炉 25000kVA",
        "reason": "现场核查，设备仍在原处",
        "document": "现场核查记录 2026-044",
    },
    "correct_commitment": {
        "reason": "承诺书系另一企业所签",
        "document": "情况说明 2026-009",
    },
    "correct_announcement": {
        "reason": "公告未实际刊登",
        "document": "情况说明 2026-010",
    },
    "correct_watch": {
        "reason": "检查记录系另一生产线",
        "document": "现场检查记录 2026-052",
    },
    "revoke_decision": {
        "reason": "复议决定撤销原关停决定",
        "document": "乌政复决〔2026〕3号",
    },
    "withdraw": {"reason": "认定有误，撤销本案", "document": "乌工信撤〔2026〕2号"},
    "reassign": {"to": "inspector.city", "reason": "承办人调离"},
    "confirm_step": {},
    "reject_step": {"reason": "证据尚不充分，补充后再提"},
    "take_back_step": {"reason": "决定书文号有误，更正后再提"},
    "suspend": {
        "authority": "乌海市人民政府行政复议机构",
        "stops_clock": True,
        "reason": "复议期间停止执行",
        "document": "乌复停字〔2026〕3号",
    },
    "resume": {"reason": "复议决定维持", "document": "乌复决字〔2026〕9号"},
    "order_again": {
        "order": "91150302MA0N1A2B37-o1",
        "reason": "居民负荷已转移，供电部门可以执行",
    },
    "undo_measures": {
        "reason": "供电部门拒办，先行恢复供水",
        "document": "乌领办〔2026〕14号",
    },
    "redo_measures": {"reason": "障碍已排除", "document": "乌领办〔2026〕19号"},
    "record_watch": {
        "found": "nothing",
        "findings": "电源已切断，封条完好，未见生产",
        "document": "退出后检查记录 2027-1",
    },
}
