with source as (
    select * from {{ source('raw', 'indicators') }}
),

renamed as (
    select
        indicator_row_id,
        document_id,
        project_id,
        printed_project_id,
        nullif(trim(placement), '') as placement,
        nullif(trim(placement_proof), '') as placement_proof,
        row_ordinal,
        horizon,
        nullif(trim(level1_text), '') as level1_text,
        nullif(trim(level2_text), '') as level2_text,
        nullif(trim(level1), '') as level1,
        nullif(trim(level2), '') as level2,
        nullif(trim(indicator_name), '') as indicator_name,
        nullif(trim(indicator_name_text), '') as indicator_name_text,
        nullif(trim(description_text), '') as description_text,
        nullif(trim(target_text), '') as target_text,
        nullif(trim(comparator_text), '') as comparator_text,
        nullif(trim(measure_text), '') as measure_text,
        nullif(trim(direction_text), '') as direction_text,
        nullif(trim(weight_text), '') as weight_text,
        nullif(trim(basis_text), '') as basis_text,
        comparator,
        cast(target_low as double) as target_low,
        cast(target_high as double) as target_high,
        nullif(trim(measure), '') as measure,
        nullif(trim(quantity_kind), '') as quantity_kind,
        cast(weight as double) as weight,
        confidence,
        coalesce(flags, cast([] as varchar[])) as flags,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
