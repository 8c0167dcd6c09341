with cities as (
    select * from {{ ref('dim_cities') }}
),

place_names as (
    select * from {{ ref('place_names') }}
),

documents as (
    select * from {{ ref('documents_overview') }}
),

city_documents as (
    select
        city_id,
        count(*) as n_documents,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year,
        cast(sum(n_projects) as bigint) as n_projects,
        cast(sum(n_aid_standards) as bigint) as n_aid_standards,
        cast(sum(n_flagged) as bigint) as n_flagged
    from documents
    group by city_id
)

select
    cities.city_id,
    cities.city_name,
    city_names.place_name_en as city_name_en,
    cities.province_id,
    cities.province_name,
    province_names.place_name_en as province_name_en,
    cities.city_level,
    cities.longitude,
    cities.latitude,
    coalesce(city_documents.n_documents, 0) as n_documents,
    city_documents.first_fiscal_year,
    city_documents.last_fiscal_year,
    coalesce(city_documents.n_projects, 0) as n_projects,
    coalesce(city_documents.n_aid_standards, 0) as n_aid_standards,
    coalesce(city_documents.n_flagged, 0) as n_flagged
from cities
left join place_names as city_names
    on cities.city_id = city_names.place_id
left join place_names as province_names
    on cities.province_id = province_names.place_id
left join city_documents
    on cities.city_id = city_documents.city_id
