//! Zone folders from outside: the real ones, planted faults, and random damage.

mod damage;
mod planted;
mod sample;
mod tenants;
