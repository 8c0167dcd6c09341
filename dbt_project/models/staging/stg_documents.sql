with source as (
    select * from {{ source('raw', 'documents') }}
),

renamed as (
    select
        document_id,
        city_id,
        nullif(trim(city_name), '') as city_name,
        nullif(trim(publisher), '') as publisher,
        fiscal_year,
        nullif(trim(fiscal_year_basis), '') as fiscal_year_basis,
        nullif(trim(title), '') as title,
        nullif(trim(media_type), '') as media_type,
        nullif(trim(source_path), '') as source_path,
        nullif(trim(sha256), '') as sha256,
        nullif(trim(url), '') as url,
        nullif(trim(obtained_text), '') as obtained_text,
        retrieved_at,
        line_count
    from source
)

select * from renamed
