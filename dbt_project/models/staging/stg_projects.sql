with source as (
    select * from {{ source('raw', 'projects') }}
),

renamed as (
    select
        project_id,
        document_id,
        project_ordinal,
        nullif(trim(project_name), '') as project_name,
        nullif(trim(project_code), '') as project_code,
        nullif(trim(organisation_name), '') as organisation_name,
        nullif(trim(organisation_code), '') as organisation_code,
        nullif(trim(project_category_text), '') as project_category,
        nullif(trim(fund_nature_text), '') as fund_nature,
        nullif(trim(policy_basis_text), '') as policy_basis_text,
        nullif(trim(purpose_text), '') as purpose_text,
        coalesce(flags, cast([] as varchar[])) as flags,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
