with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
)

select
    indicator_id,
    level1_canonical as level1,
    level2_canonical as level2,
    min(indicator_name) as indicator_name
from indicators
group by indicator_id, level1_canonical, level2_canonical
