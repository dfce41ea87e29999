//! What the seed draws by chance, the same in every run.

use rand::Rng;

use crate::sandbox::state::id::Id;

/// The number all else follows from. Another number would be another world: pictures and tests hold this one.
pub(super) const SEED: u64 = 0x436f_756e_7465_7273;

/// An ID.
pub(super) fn draw_id(rng: &mut impl Rng) -> Id {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}
