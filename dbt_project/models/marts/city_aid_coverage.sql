with documents as (
    select * from {{ ref('dim_documents') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

aid_types as (
    select * from {{ ref('aid_types_stated') }}
),

aid_type_parts as (
    select * from {{ ref('aid_type_parts') }}
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
        min(evidence_grade) as best_evidence_grade,
        cast(sum(case when is_comparable then 1 else 0 end) as bigint) as n_comparable
    from standards
    group by city_id, aid_type_id
),

joint_standards as (
    select
        city_standards.city_id,
        aid_type_parts.part_aid_type_id as aid_type_id,
        min(city_standards.aid_type_id) as joint_aid_type_id
    from city_standards
    inner join aid_type_parts
        on city_standards.aid_type_id = aid_type_parts.aid_type_id
    group by city_standards.city_id, aid_type_parts.part_aid_type_id
),

-- where no rate is stated, budget over heads still bounds the mean; people or households go before a mixed count
ceilings as (
    select
        documents.city_id,
        means.*,
        row_number() over (
            partition by documents.city_id, means.aid_type_id
            order by means.per_kind = 'person_or_household' asc, means.mean_high_yuan desc, means.project_id asc
        ) as ceiling_ordinal
    from means
    inner join documents
        on means.document_id = documents.document_id
    where means.mean_high_yuan is not null
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
    city_standards.city_id is not null or joint_standards.city_id is not null as is_stated,
    joint_standards.joint_aid_type_id,
    case when city_standards.city_id is null then ceilings.mean_high_yuan end as derived_ceiling_yuan,
    case when city_standards.city_id is null then ceilings.measure end as derived_ceiling_per,
    -- a ceiling is derived
    coalesce(city_standards.best_evidence_grade, if(ceilings.city_id is null, null, 'C')) as best_evidence_grade
from city_documents
inner join cities
    on city_documents.city_id = cities.city_id
cross join aid_types
left join city_standards
    on city_documents.city_id = city_standards.city_id and aid_types.aid_type_id = city_standards.aid_type_id
left join joint_standards
    on city_documents.city_id = joint_standards.city_id and aid_types.aid_type_id = joint_standards.aid_type_id
left join ceilings
    on
        city_documents.city_id = ceilings.city_id
        and aid_types.aid_type_id = ceilings.aid_type_id
        and ceilings.ceiling_ordinal = 1
