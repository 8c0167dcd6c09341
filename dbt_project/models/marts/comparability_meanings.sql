with reasons as (
    select * from {{ ref('comparability_reasons') }}
),

conversions as (
    select * from {{ ref('comparability_conversions') }}
)

select
    not_comparable_reason as code,
    'reason' as kind,
    ordinal,
    reason_zh as meaning_zh,
    reason_en as meaning_en
from reasons
union all
select
    conversion as code,
    'conversion' as kind,
    ordinal,
    reason_zh as meaning_zh,
    reason_en as meaning_en
from conversions
