"""Many roundtables, built apart as *volumes* and joined to one *library*.

The text flows one way here, too, and each arrow may lead to another machine:

    library.toml
      -> jobs            what there is to do for each volume         (config)
      -> volume sites    each a Sphinx project, in a process         (volume, project, links)
      -> records         who says what where, without the words      (records)
      -> plan            which pages that makes, and which anew      (merged, pages, plan, state)
      -> library pages   in batches, and last what is made of all    (join, catalogue, shelves)

Dask and fsspec are met in this package only.
"""
