with places as (
    select distinct
        footing_id,
        city_id
    from {{ ref('aid_comparison') }}
    where is_comparable
),

collected as (
    select * from {{ ref('int_peers_collected') }}
)

-- its own city is nobody's peer
select
    places.footing_id,
    places.city_id,
    count(*) as n_peer_cities,
    quantile_cont(collected.peer_yuan, 0.25) as first_quartile_yuan,
    median(collected.peer_yuan) as median_yuan,
    quantile_cont(collected.peer_yuan, 0.75) as third_quartile_yuan,
    max(collected.standard_count) > 1 as has_joined_standards,
    min(collected.first_fiscal_year) as first_peer_year,
    max(collected.last_fiscal_year) as last_peer_year,
    list_sort(list_distinct(flatten(list(collected.conversions)))) as conversions
from places
inner join collected
    on places.footing_id = collected.footing_id and places.city_id != collected.peer_city_id
group by places.footing_id, places.city_id
