{#- Published as marts.aid_types; the seed of the vocabulary has that name among dbt's nodes already. -#}

with standards as (
    select * from {{ ref('aid_comparison') }}
),

aid_types as (
    select * from {{ ref('dim_aid_types') }}
),

counts as (
    select
        aid_type_id,
        count(distinct city_id) as n_cities,
        count(distinct document_id) as n_documents,
        count(*) as n_standards,
        sum(case when is_comparable then 1 else 0 end) as n_comparable
    from standards
    group by aid_type_id
)

select
    aid_types.aid_type_id,
    aid_types.aid_type,
    aid_types.aid_type_en,
    aid_types.aid_family,
    aid_types.ordinal,
    counts.n_cities,
    counts.n_documents,
    counts.n_standards,
    cast(counts.n_comparable as bigint) as n_comparable
from aid_types
inner join counts
    on aid_types.aid_type_id = counts.aid_type_id
