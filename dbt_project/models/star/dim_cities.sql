with places as (
    select * from {{ ref('stg_places') }}
)

select
    place_id as city_id,
    place_name as city_name,
    province_name,
    place_level as city_level,
    longitude,
    latitude,
    province_id
from places
where place_level in ('municipality', 'prefecture')
