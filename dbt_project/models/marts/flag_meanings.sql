with flags as (
    select * from {{ ref('flags') }}
)

select
    flag,
    severity,
    meaning_zh as meaning,
    meaning_en
from flags
