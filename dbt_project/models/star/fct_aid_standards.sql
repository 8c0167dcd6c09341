with rates as (
    select * from {{ ref('int_rates_graded') }}
),

aid_types as (
    select * from {{ ref('aid_types') }}
),

spread as (
    select * from {{ ref('int_lump_sums_spread') }}
)

select
    rates.aid_standard_id,
    rates.project_id,
    rates.document_id,
    rates.city_id,
    rates.fiscal_year,
    aid_types.aid_type,
    rates.recipient,
    rates.honour_rank,
    rates.payer,
    rates.comparator,
    rates.amount_low_yuan,
    rates.amount_high_yuan,
    rates.per,
    rates.pay_period,
    rates.annual_low_yuan,
    rates.annual_high_yuan,
    rates.annual_basis,
    rates.origin,
    rates.scope,
    rates.evidence_grade,
    rates.flags,
    rates.source_path,
    rates.page,
    rates.line_start,
    rates.line_end,
    rates.quote,
    rates.aid_type_id,
    rates.recipient_id,
    rates.horizon,
    rates.stated_in,
    rates.amount_text,
    rates.comparable_rank,
    rates.comparable_rank_reason,
    rates.annual_reason_zh,
    rates.annual_reason_en,
    case
        when rates.is_symbolic
            then {{ bounds_text(stated('symbolic', table='rates')) }} || rates.symbolic_unit_text
    end as symbolic_text,
    rates.is_lump_sum,
    rates.lump_sum_low_yuan,
    rates.lump_sum_high_yuan,
    spread.derived_low_yuan,
    spread.derived_high_yuan,
    spread.derived_per,
    spread.derived_text,
    rates.is_own_contribution,
    rates.is_total_of_parts,
    rates.statement_count,
    rates.indicator_row_id as indicator_target_id,
    rates.confidence
from rates
inner join aid_types
    on rates.aid_type_id = aid_types.aid_type_id
left join spread
    on rates.aid_standard_id = spread.aid_standard_id
