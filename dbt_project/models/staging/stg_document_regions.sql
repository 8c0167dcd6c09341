with source as (
    select * from {{ source('raw', 'document_regions') }}
),

renamed as (
    select
        document_id,
        line,
        region_ordinal,
        n_characters_before,
        n_characters,
        page,
        left_pct,
        top_pct,
        right_pct,
        bottom_pct,
        sheet_name,
        cell_range
    from source
)

select * from renamed
