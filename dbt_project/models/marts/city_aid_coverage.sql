with documents as (
    select * from {{ ref('dim_documents') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

aid_types as (
    select * from {{ ref('aid_types_stated') }}
),

standards as (
    select * from {{ ref('aid_comparison') }}
    where scope = 'project'
),

means as (
    select * from {{ ref('int_head_means_derived') }}
),

city_documents as (
    select
        city_id,
        count(*) as n_documents
    from documents
    group by city_id
),

city_standards as (
    select
        city_id,
        aid_type_id,
        count(*) as n_standards,
        cast(sum(case when is_comparable then 1 else 0 end) as bigint) as n_comparable
    from standards
    group by city_id, aid_type_id
),

-- where no rate is stated, budget over heads still bounds the mean: the highest bound of the city's projects
ceilings as (
    select
        documents.city_id,
        means.aid_type_id,
        max(means.mean_high_yuan) as derived_ceiling_yuan,
        min(means.measure) as derived_ceiling_per
    from means
    inner join documents
        on means.document_id = documents.document_id
    where means.mean_high_yuan is not null
    group by documents.city_id, means.aid_type_id
    having count(distinct means.measure) = 1
)

select
    city_documents.city_id,
    cities.city_name,
    cities.province_name,
    aid_types.aid_type_id,
    aid_types.aid_type,
    aid_types.aid_type_en,
    city_documents.n_documents,
    coalesce(city_standards.n_standards, 0) as n_standards,
    coalesce(city_standards.n_comparable, 0) as n_comparable,
    city_standards.city_id is not null as is_stated,
    case when city_standards.city_id is null then ceilings.derived_ceiling_yuan end as derived_ceiling_yuan,
    case when city_standards.city_id is null then ceilings.derived_ceiling_per end as derived_ceiling_per
from city_documents
inner join cities
    on city_documents.city_id = cities.city_id
cross join aid_types
left join city_standards
    on city_documents.city_id = city_standards.city_id and aid_types.aid_type_id = city_standards.aid_type_id
left join ceilings
    on city_documents.city_id = ceilings.city_id and aid_types.aid_type_id = ceilings.aid_type_id
