with source as (
    select * from {{ source('raw', 'local_figures') }}
),

renamed as (
    select
        city_id,
        year as fiscal_year,
        nullif(trim(figure), '') as figure,
        cast(value as double) as value,
        nullif(trim(measure), '') as measure,
        nullif(trim(source_title), '') as source_title,
        nullif(trim(source_url), '') as source_url,
        retrieved_at
    from source
)

select * from renamed
