with standards as (
    select * from {{ ref('int_rates_footed') }}
)

select distinct * exclude (aid_standard_id, is_latest)
from standards
