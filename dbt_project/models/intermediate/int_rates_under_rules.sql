with rates as (
    select * from {{ ref('int_rates_graded') }}
    where scope = 'project' and not is_lump_sum and not is_total_of_parts
),

implied as (
    select * from {{ ref('int_rates_implied') }}
)

select
    aid_standard_id as subject_id,
    'declared' as subject_kind,
    document_id,
    project_id,
    city_id,
    fiscal_year,
    aid_type_id,
    recipient_id,
    per,
    per_kind,
    pay_period,
    is_own_contribution,
    is_symbolic,
    {{ as_columns(stated('amount', 'yuan'), 'amount', 'yuan') }},
    annual_low_yuan,
    annual_high_yuan,
    amount_text as subject_text,
    evidence_grade
from rates
union all
select
    subject_id,
    subject_kind,
    document_id,
    project_id,
    city_id,
    fiscal_year,
    aid_type_id,
    recipient_id,
    per,
    per_kind,
    cast(null as varchar) as pay_period,
    false as is_own_contribution,
    false as is_symbolic,
    amount_low_yuan,
    amount_high_yuan,
    is_amount_low_open,
    is_amount_high_open,
    annual_low_yuan,
    annual_high_yuan,
    subject_text,
    'C' as evidence_grade
from implied
