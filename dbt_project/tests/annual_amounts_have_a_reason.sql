-- A sum a year is an amount times a factor that the vocabulary gives a reason for; without a factor there is none.
with standards as (
    select * from {{ ref('fct_aid_standards') }}
),

reasons as (
    select
        annual_basis,
        max(annual_factor) as annual_factor
    from {{ ref('period_factors') }}
    group by annual_basis
)

select
    standards.aid_standard_id,
    standards.annual_basis
from standards
left join reasons
    on standards.annual_basis = reasons.annual_basis
where
    standards.annual_low_yuan is distinct from standards.amount_low_yuan * reasons.annual_factor
    or standards.annual_high_yuan is distinct from standards.amount_high_yuan * reasons.annual_factor
