//! What to call people.

use std::collections::BTreeMap;

use crate::domain::alphabet::{look, mixed_alphabets};
use crate::domain::text::elided;

/// What to call people of whom a wallet knows the ID alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    people: BTreeMap<String, Person>,
    /// How many people have a name that looks like this.
    looks: BTreeMap<String, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Person {
    name: String,
    look: String,
    /// Letters of alphabets that are not written together: it may pass for somebody who is not in the list.
    is_mixed: bool,
}

impl Names {
    /// Adds a person; an empty name changes nothing.
    pub fn add(&mut self, id: &str, name: &str) {
        let name = name.trim();
        if name.is_empty() || self.people.get(id).is_some_and(|known| known.name == name) {
            return;
        }
        let is_mixed = mixed_alphabets(name).is_some();
        self.put(id, Person { name: name.to_owned(), look: look(name), is_mixed });
    }

    fn put(&mut self, id: &str, person: Person) {
        *self.looks.entry(person.look.clone()).or_default() += 1;
        let before = self.people.insert(id.to_owned(), person);
        if let Some(count) = before.and_then(|before| self.looks.get_mut(&before.look)) {
            *count -= 1;
        }
    }

    /// Takes over everything that another list knows.
    pub fn extend(&mut self, other: &Self) {
        for (id, person) in &other.people {
            self.put(id, person.clone());
        }
    }

    /// The name, and the ID beside it where the name alone may be taken for another person's; the ID where no name is
    /// known. Its middle is left out.
    pub fn of(&self, id: &str) -> String {
        let Some(person) = self.people.get(id) else { return elided(id) };
        let is_shared = self.looks.get(&person.look).is_some_and(|count| *count > 1);
        if is_shared || person.is_mixed {
            format!("{} ({})", person.name, elided(id))
        } else {
            person.name.clone()
        }
    }

    /// How many people have a name.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody has one.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether a name is known.
    pub fn knows(&self, id: &str) -> bool {
        self.people.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: &str = "66b1f0c2a3d4e5f60718293a4b5c6d7e";
    const EVE: &str = "77b1f0c2a3d4e5f60718293a4b5c6d99";

    #[test]
    fn two_people_who_look_alike_by_name_are_told_apart_by_their_ids() {
        for (other, is_told) in [
            ("Ann Ng", true),
            ("Ann  Ng ", true),
            ("\u{391}nn Ng", true),
            ("Ann\u{200b} Ng", true),
            ("Anne Ng", false),
            ("", false),
        ] {
            let mut names = Names::default();
            names.add(ANN, "Ann Ng");
            assert_eq!(names.of(ANN), "Ann Ng");
            names.add(EVE, other);
            let of_ann = if is_told { format!("Ann Ng ({})", elided(ANN)) } else { "Ann Ng".to_owned() };
            assert_eq!(names.of(ANN), of_ann, "{other:?}");
            assert_eq!(names.of(EVE).contains(&elided(EVE)), is_told || other.is_empty(), "{other:?}");
            // Whoever is renamed takes the likeness along.
            names.add(EVE, "Eve");
            assert_eq!((names.of(ANN).as_str(), names.of(EVE).as_str()), ("Ann Ng", "Eve"), "{other:?}");
        }
    }

    #[test]
    fn a_list_that_is_taken_over_twice_makes_nobody_two_people() {
        let mut people = Names::default();
        people.add(ANN, "Ann Ng");
        let mut names = Names::default();
        names.add(ANN, "Ann Ng");
        names.extend(&people);
        names.extend(&people);
        assert_eq!(names.of(ANN), "Ann Ng");
    }

    #[test]
    fn a_name_in_mixed_alphabets_has_its_id_beside_it() {
        let mut names = Names::default();
        names.add(EVE, "\u{391}nn Ng");
        assert_eq!(names.of(EVE), format!("\u{391}nn Ng ({})", elided(EVE)));
        assert_eq!(names.of(ANN), elided(ANN));
    }
}
