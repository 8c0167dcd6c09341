with recipients as (
    select * from {{ ref('recipients') }}
)

select
    recipient_id,
    recipient,
    recipient_en,
    honour_rank,
    ordinal
from recipients
