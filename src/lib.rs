//! Persona Non Grata: the crises in which Russia and other states expelled each other's diplomats, step by step.

pub mod dataset;
pub mod facts;
pub mod words;
