with pairs as (
    select * from {{ ref('comparability') }}
    where verdict in ('comparable', 'after_conversion') and first_city_id != second_city_id
),

standards as (
    select * from {{ ref('aid_comparison') }}
),

both_ways as (
    select
        first_aid_standard_id as aid_standard_id,
        second_aid_standard_id as peer_standard_id,
        second_city_id as peer_city_id,
        conversions
    from pairs
    union all
    select
        second_aid_standard_id as aid_standard_id,
        first_aid_standard_id as peer_standard_id,
        first_city_id as peer_city_id,
        conversions
    from pairs
)

-- a city is one peer, however many of its standards compare
select
    both_ways.aid_standard_id,
    both_ways.peer_city_id,
    median(standards.annual_high_yuan) as peer_yuan,
    list_sort(list_distinct(flatten(list(both_ways.conversions)))) as conversions
from both_ways
inner join standards
    on both_ways.peer_standard_id = standards.aid_standard_id
group by both_ways.aid_standard_id, both_ways.peer_city_id
