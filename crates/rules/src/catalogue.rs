//! The catalogue of all special cases (규제특례) of the Act.
