-- What the comparison leaves out of its axis is in no pair that compares, and every pair of what it leaves out says so.
select
    pairs.pair_id,
    pairs.verdict,
    pairs.reason
from {{ ref('comparability') }} as pairs
inner join {{ ref('aid_comparison') }} as first_rates
    on pairs.first_aid_standard_id = first_rates.aid_standard_id
inner join {{ ref('aid_comparison') }} as second_rates
    on pairs.second_aid_standard_id = second_rates.aid_standard_id
where
    not (first_rates.is_comparable and second_rates.is_comparable)
    and pairs.reason is distinct from
    coalesce(first_rates.not_comparable_reason, second_rates.not_comparable_reason)
