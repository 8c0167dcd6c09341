with rates as (
    select * from {{ ref('int_rates_deduplicated') }}
),

factors as (
    select * from {{ ref('period_factors') }}
),

words as (
    select
        *,
        -- a rule that the text quotes is not about the occasion this project pays for
        {{ normalised(
            "concat_ws(' ', qualifier_text, name_text, context_text, case when scope = 'project' then project_name end)"
        ) }} as occasion_words
    from rates
),

-- each occasion is held against the factors once, however many amounts are paid for it
occasions as (
    select distinct
        pay_period,
        occasion_words
    from words
),

occasion_factors as (
    select
        occasions.pay_period,
        occasions.occasion_words,
        factors.annual_factor,
        factors.annual_basis as factor_basis,
        factors.reason_zh as annual_reason_zh,
        factors.reason_en as annual_reason_en
    from occasions
    inner join factors
        on
            factors.pay_period in ('any', coalesce(occasions.pay_period, 'none'))
            and (factors.pattern is null or {{ is_matched('occasions.occasion_words', 'factors.pattern') }})
    qualify
        row_number() over (
            partition by occasions.pay_period, occasions.occasion_words
            order by factors.rule_ordinal
        ) = 1
),

annualised as (
    select
        words.*,
        occasion_factors.annual_factor,
        occasion_factors.annual_reason_zh,
        occasion_factors.annual_reason_en,
        case
            when words.is_lump_sum then 'lump_sum'
            when words.is_symbolic then 'symbolic_amount'
            else occasion_factors.factor_basis
        end as annual_basis,
        words.amount_low_yuan * occasion_factors.annual_factor as annual_low_yuan,
        words.amount_high_yuan * occasion_factors.annual_factor as annual_high_yuan
    from words
    inner join occasion_factors
        on
            words.pay_period is not distinct from occasion_factors.pay_period
            and words.occasion_words = occasion_factors.occasion_words
)

select
    * exclude (flags, occasion_words),
    {{ flags_with('flags', {'period_not_stated': "annual_basis = 'period_not_stated'"}) }} as flags
from annualised
