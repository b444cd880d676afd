"""The departments that carry out measures."""

from domain.words import Text

DEPARTMENTS = {
    "water": Text("水务局", "water bureau"),
    "power": Text("能源局（供电）", "energy bureau (power supply)"),
    "industry": Text("工业和信息化局", "industry bureau"),
    "reform": Text("发展和改革委员会", "development and reform commission"),
    "environment": Text("生态环境局", "ecology and environment bureau"),
    "emergency": Text("应急管理局", "emergency management bureau"),
    "market": Text("市场监督管理局", "market regulation bureau"),
    "district": Text("区人民政府", "district government"),
    "land": Text("自然资源局", "natural resources bureau"),
    "finance": Text("财政局", "finance bureau"),
    "tax": Text("税务局", "tax bureau"),
    "banking": Text("金融监管分局", "financial regulator"),
    "bidding": Text("公共资源交易中心", "public resources trading centre"),
    "police": Text("公安局", "police"),
}
