//! The tour: the real app driven off-screen through its labels, drawn without a graphics card.

pub mod raster;
