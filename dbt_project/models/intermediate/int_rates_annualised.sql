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

matches as (
    select
        words.*,
        factors.annual_factor,
        factors.annual_basis as factor_basis,
        factors.reason_zh as annual_reason_zh,
        factors.reason_en as annual_reason_en,
        row_number() over (partition by words.aid_standard_id order by factors.rule_ordinal) as match_ordinal
    from words
    inner join factors
        on
            factors.pay_period in ('any', coalesce(words.pay_period, 'none'))
            and (factors.pattern is null or {{ is_matched('words.occasion_words', 'factors.pattern') }})
),

annualised as (
    select
        * exclude (match_ordinal, occasion_words, factor_basis),
        case
            when is_lump_sum then 'lump_sum'
            when is_symbolic then 'symbolic_amount'
            else factor_basis
        end as annual_basis,
        amount_low_yuan * annual_factor as annual_low_yuan,
        amount_high_yuan * annual_factor as annual_high_yuan
    from matches
    where match_ordinal = 1
)

select
    * exclude (flags),
    {{ flags_with('flags', {'period_not_stated': "annual_basis = 'period_not_stated'"}) }} as flags
from annualised
