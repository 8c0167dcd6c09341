with aid_types as (
    select * from {{ ref('aid_types') }}
)

select
    aid_type_id,
    aid_type,
    aid_type_en,
    aid_family,
    ordinal,
    is_per_head_aid
from aid_types
