-- A figure a month that is entered a year would make every share twelve times too small.
select
    local_figures.city_id,
    local_figures.figure,
    local_figures.measure
from {{ ref('stg_local_figures') }} as local_figures
inner join {{ ref('reference_figures') }} as reference_figures
    on local_figures.figure = reference_figures.figure
where local_figures.measure != reference_figures.measure
