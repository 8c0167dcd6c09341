with pairs as (
    select * from {{ ref('int_footings_paired') }}
),

-- of what keeps the two apart the first in the order of the seed is said: what one of them is, then how they differ
compared as (
    select
        *,
        case
            when first_reason_ordinal > second_reason_ordinal then second_not_comparable_reason
            when first_not_comparable_reason is not null then first_not_comparable_reason
            when second_not_comparable_reason is not null then second_not_comparable_reason
            when first_comparable_rank != second_comparable_rank then 'rank_differs'
            when
                first_is_honoured and second_is_honoured
                and (first_comparable_rank is null) != (second_comparable_rank is null)
                then 'rank_not_stated'
            -- of one comparable rank the recipients may have different names
            when
                first_recipient_id != second_recipient_id
                and (first_comparable_rank is null or second_comparable_rank is null)
                then 'recipient_differs'
            when first_recipient_id is null or second_recipient_id is null then 'recipient_not_stated'
            when first_per_kind != second_per_kind then 'per_differs'
            when first_payer != second_payer then 'payer_differs'
            when (first_payer is null) != (second_payer is null) then 'payer_not_stated'
            when abs(first_fiscal_year - second_fiscal_year) > {{ var('years_comparable') }} then 'years_apart'
        end as reason,
        {{ flags_with('cast([] as varchar [])', {
            'annualised': 'first_annual_basis != second_annual_basis',
            'rank_crosswalk': 'first_honour_rank != second_honour_rank',
            'per_occasion': 'first_is_occasion != second_is_occasion',
            'nominal_across_years': 'first_fiscal_year != second_fiscal_year'
        }) }} as needed_conversions
    from pairs
)

select
    first_footing_id || ':' || second_footing_id as footing_pair_id,
    first_footing_id,
    second_footing_id,
    aid_type_id,
    case
        when reason is not null then 'not_comparable'
        when not (first_is_exact and second_is_exact) then 'only_as_bounds'
        when len(needed_conversions) > 0 then 'after_conversion'
        else 'comparable'
    end as verdict,
    reason,
    case when reason is null then needed_conversions end as conversions
from compared
