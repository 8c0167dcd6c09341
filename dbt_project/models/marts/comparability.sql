{% set first_rate = dict(
    interval('annual', 'yuan'), low='first_annual_low_yuan', high='first_annual_high_yuan',
    is_low_open="first_comparator = '>'", is_high_open="first_comparator = '<'"
) %}
{% set second_rate = dict(
    interval('annual', 'yuan'), low='second_annual_low_yuan', high='second_annual_high_yuan',
    is_low_open="second_comparator = '>'", is_high_open="second_comparator = '<'"
) %}

with pairs as (
    select * from {{ ref('int_rates_paired') }}
),

compared as (
    select
        *,
        case
            when first_not_comparable_reason is not null then first_not_comparable_reason
            when second_not_comparable_reason is not null then second_not_comparable_reason
            when first_comparable_rank != second_comparable_rank then 'rank_differs'
            when (first_comparable_rank is null) != (second_comparable_rank is null) then 'rank_not_stated'
            when first_comparable_rank is null and first_recipient_id != second_recipient_id then 'recipient_differs'
            when first_per_kind != second_per_kind then 'per_differs'
            when first_payer != second_payer then 'payer_differs'
            when abs(first_fiscal_year - second_fiscal_year) > {{ var('years_comparable') }} then 'years_apart'
        end as reason,
        first_annual_low_yuan = first_annual_high_yuan
        and second_annual_low_yuan = second_annual_high_yuan as is_exact,
        {{ flags_with('cast([] as varchar [])', {
            'annualised': 'first_annual_basis != second_annual_basis',
            'rank_crosswalk': 'first_honour_rank != second_honour_rank',
            'per_occasion': 'first_per != second_per',
            'nominal_across_years': 'first_fiscal_year != second_fiscal_year',
            'payer_assumed': '(first_payer is null) != (second_payer is null)',
            'recipient_assumed': '(first_recipient_id is null) != (second_recipient_id is null)'
        }) }} as needed_conversions
    from pairs
),

judged as (
    select
        *,
        case
            when reason is not null then 'not_comparable'
            when is_exact is not true then 'only_as_bounds'
            when len(needed_conversions) > 0 then 'after_conversion'
            else 'comparable'
        end as verdict
    from compared
)

select
    first_aid_standard_id || ':' || second_aid_standard_id as pair_id,
    aid_type_id,
    first_aid_standard_id,
    second_aid_standard_id,
    first_city_id,
    second_city_id,
    first_fiscal_year,
    second_fiscal_year,
    first_evidence_grade,
    second_evidence_grade,
    verdict,
    reason,
    case when reason is null then needed_conversions end as conversions,
    case when reason is null then {{ minus(first_rate, second_rate).low }} end as difference_low_yuan,
    case when reason is null then {{ minus(first_rate, second_rate).high }} end as difference_high_yuan,
    case
        when reason is not null then null
        when {{ is_below(first_rate, second_rate) }} then 'first_is_lower'
        when {{ is_below(second_rate, first_rate) }} then 'second_is_lower'
        when is_exact then 'equal'
        else 'not_known'
    end as order_known
from judged
