"""Every page of the dashboards as its address; `{document}` is the document that prints 600元/人/月."""

PAGES = {
    "overview": "/",
    "compare": "/compare",
    "ceilings": "/compare?aid_type=living_relief",
    "as_stated": "/compare?aid_type=mutual_medical_aid",
    "source": "/source?document={document}&line=154",
    "city": "/city?city=150100",
    "project": "/project?q=劳模 慰问",
    "reconciliation": "/reconciliation?verdict=contradicts,gap",
    "quality": "/quality",
    "map": "/map",
    "try": "/try",
    "data": "/data",
}
