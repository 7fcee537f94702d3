//! The parts of a comparison that both sides draw.
