{% set footing_columns = [
    'footing_id', 'not_comparable_reason', 'reason_ordinal', 'honour_rank', 'comparable_rank', 'recipient_id', 'is_honoured',
    'per_kind', 'is_occasion', 'payer', 'fiscal_year', 'annual_basis', 'is_exact'
] %}

with footings as (
    select * from {{ ref('footings') }}
),

reasons as (
    select * from {{ ref('comparability_reasons') }}
),

ordered as (
    select
        footings.*,
        reasons.ordinal as reason_ordinal
    from footings
    left join reasons
        on footings.not_comparable_reason = reasons.not_comparable_reason
)

select
    first_footings.aid_type_id,
    {{ prefixed('first_footings', 'first', footing_columns) }},
    {{ prefixed('second_footings', 'second', footing_columns) }}
from ordered as first_footings
inner join ordered as second_footings
    on first_footings.aid_type_id = second_footings.aid_type_id
