with source as (
    select * from {{ source('raw', 'rates') }}
),

renamed as (
    select
        rate_id,
        document_id,
        project_id,
        indicator_row_id,
        horizon,
        nullif(trim(origin), '') as origin,
        nullif(trim(stated_in), '') as stated_in,
        nullif(trim(qualifier_text), '') as qualifier_text,
        nullif(trim(payer_text), '') as payer_text,
        comparator,
        nullif(trim(amount_text), '') as amount_text,
        cast(amount_low_yuan as double) as amount_low_yuan,
        cast(amount_high_yuan as double) as amount_high_yuan,
        cast(symbolic_low as double) as symbolic_low,
        cast(symbolic_high as double) as symbolic_high,
        nullif(trim(symbolic_unit_text), '') as symbolic_unit_text,
        nullif(trim(per), '') as per,
        nullif(trim(pay_period), '') as pay_period,
        nullif(trim(scope), '') as scope,
        nullif(trim(context_text), '') as context_text,
        confidence,
        coalesce(flags, cast([] as varchar[])) as flags,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
