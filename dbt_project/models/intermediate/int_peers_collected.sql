-- a city speaks with its latest word, and not with what its own budget contradicts
with standards as (
    select * from {{ ref('aid_comparison') }}
    where is_latest and is_comparable and evidence_grade != 'X'
),

footing_pairs as (
    select * from {{ ref('footing_pairs') }}
    where verdict in ('comparable', 'after_conversion')
)

-- a city is one peer, however many of its standards compare
select
    footing_pairs.first_footing_id as footing_id,
    standards.city_id as peer_city_id,
    median(standards.annual_high_yuan) as peer_yuan,
    count(*) as standard_count,
    min(standards.fiscal_year) as first_fiscal_year,
    max(standards.fiscal_year) as last_fiscal_year,
    list_sort(list_distinct(flatten(list(footing_pairs.conversions)))) as conversions
from footing_pairs
inner join standards
    on footing_pairs.second_footing_id = standards.footing_id
group by footing_pairs.first_footing_id, standards.city_id
