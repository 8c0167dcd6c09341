-- Each standard stands on a footing, and each two footings of one aid type have a verdict in both orders, which is the same.
with footings as (
    select distinct
        aid_type_id,
        footing_id
    from {{ ref('aid_comparison') }}
),

footing_pairs as (
    select * from {{ ref('footing_pairs') }}
)

select
    first_footings.footing_id as first_footing_id,
    second_footings.footing_id as second_footing_id
from footings as first_footings
inner join footings as second_footings
    on first_footings.aid_type_id = second_footings.aid_type_id
left join footing_pairs as pairs
    on
        first_footings.footing_id = pairs.first_footing_id
        and second_footings.footing_id = pairs.second_footing_id
left join footing_pairs as turned_round
    on
        first_footings.footing_id = turned_round.second_footing_id
        and second_footings.footing_id = turned_round.first_footing_id
where
    pairs.verdict is null
    or pairs.verdict is distinct from turned_round.verdict
    or pairs.reason is distinct from turned_round.reason
    or pairs.conversions is distinct from turned_round.conversions
