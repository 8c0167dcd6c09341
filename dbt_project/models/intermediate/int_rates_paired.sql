{% set rate_columns = [
    'aid_standard_id', 'city_id', 'fiscal_year', 'recipient_id', 'honour_rank', 'comparable_rank', 'payer', 'per', 'per_kind',
    'annual_basis', 'annual_low_yuan', 'annual_high_yuan', 'comparator', 'evidence_grade', 'not_comparable_reason'
] %}

with standards as (
    select * from {{ ref('aid_comparison') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

rates as (
    select
        standards.*,
        coalesce(per_words.per_kind, standards.per) as per_kind,
        {{ last_comparable_year('standards') }} as last_fiscal_year
    from standards
    left join per_words
        on standards.per = per_words.per
)

select
    first_rates.aid_type_id,
    {{ prefixed('first_rates', 'first', rate_columns) }},
    {{ prefixed('second_rates', 'second', rate_columns) }}
from rates as first_rates
inner join rates as second_rates
    on
        first_rates.aid_type_id = second_rates.aid_type_id
        and first_rates.aid_standard_id < second_rates.aid_standard_id
-- a city speaks with its latest word on the aid that compares; what it said before is in marts.aid_series
where
    first_rates.fiscal_year = first_rates.last_fiscal_year
    and second_rates.fiscal_year = second_rates.last_fiscal_year
