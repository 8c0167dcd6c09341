with source as (
    select * from {{ source('raw', 'places') }}
),

renamed as (
    select
        place_id,
        nullif(trim(place_name), '') as place_name,
        nullif(trim(place_level), '') as place_level,
        city_id,
        province_id,
        nullif(trim(province_name), '') as province_name,
        longitude,
        latitude
    from source
)

select * from renamed
