//! Imports go one way: no two modules of the rules, the panels or the sandbox know each other, however far around.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms in which modules may not import in a circle.
const ROOMS: [&str; 3] = ["domain", "panels", "sandbox"];

type Module = Vec<String>;
type Graph = BTreeMap<Module, BTreeSet<Module>>;

/// Every module below `folder` with its source, without its own tests.
fn sources(folder: &Path, module: &[String], found: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner: Module = module.iter().cloned().chain([name.clone()]).collect();
        if path.is_dir() {
            sources(&path, &inner, found);
        } else if name != "tests" {
            let source = fs::read_to_string(&path).unwrap();
            // A file's own tests are its last part.
            let code = source.lines().take_while(|line| !line.ends_with("mod tests {"));
            let lines = code.filter(|line| !line.trim_start().starts_with("//"));
            let module = if name == "mod" { module.to_vec() } else { inner };
            found.insert(module, lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The paths in a source: what is imported, with its braces opened, what is named in place, and the modules declared.
fn paths(source: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = source;
    while let Some((_, after)) = rest.split_once("use ") {
        let before = &rest[..rest.len() - after.len() - "use ".len()];
        // A statement of its own, as far as its visibility reaches.
        if before
            .rsplit('\n')
            .next()
            .is_none_or(|line| line.trim().is_empty() || line.trim().starts_with("pub"))
        {
            let import = after.split(';').next().unwrap_or_default();
            open_braces("", import, &mut paths);
        }
        rest = after;
    }
    for start in ["crate::", "super::"] {
        // How far an item can be seen is no import, nor is a path's middle a path.
        let is_path = |at: usize| !["pub(in ", "::"].iter().any(|before| source[..at].ends_with(before));
        let places = source.match_indices(start).filter(|(at, _)| is_path(*at));
        let named = places.map(|(at, _)| {
            source[at..].chars().take_while(|it| it.is_alphanumeric() || matches!(it, '_' | ':')).collect()
        });
        // One that ends here is an import whose braces are opened above.
        paths.extend(named.filter(|path: &String| !path.ends_with(':')));
    }
    let declared = source.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once("mod "));
    paths.extend(declared.map(|(_, name)| format!("self::{name}")));
    paths
}

/// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
fn open_braces(before: &str, import: &str, paths: &mut Vec<String>) {
    let Some((head, rest)) = import.split_once('{') else {
        let path = import.split(" as ").next().unwrap_or_default();
        // Behind the last comma stands nothing.
        paths.extend((!path.trim().is_empty()).then(|| format!("{before}{}", path.trim())));
        return;
    };
    let (head, inside) = (head.trim(), rest.trim_end().strip_suffix('}').unwrap_or(rest));
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in inside.char_indices().chain([(inside.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                open_braces(&format!("{before}{head}"), &inside[from..at], paths);
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// The module that a path in `module` leads into, if it is one of these.
fn target(path: &str, module: &[String], modules: &BTreeMap<Module, String>) -> Option<Module> {
    let mut parts = path.split("::").peekable();
    let mut at: Module = match parts.next()? {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module.split_last()?.1.to_vec(),
        first if modules.contains_key(&[module, &[first.to_owned()]].concat()) => {
            [module, &[first.to_owned()]].concat()
        }
        _ => return None,
    };
    for part in parts {
        if part == "super" {
            at.pop();
            continue;
        }
        at.push(part.to_owned());
        if !modules.contains_key(&at) && at.len() > 1 {
            at.pop();
            break;
        }
    }
    (at != module && modules.contains_key(&at)).then_some(at)
}

fn graph(room: &str) -> Graph {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
    let mut modules = BTreeMap::new();
    sources(&folder, &[room.to_owned()], &mut modules);
    let targets = |module: &Module, source: &String| {
        paths(source).iter().filter_map(|path| target(path, module, &modules)).collect()
    };
    modules.iter().map(|(module, source)| (module.clone(), targets(module, source))).collect()
}

/// A circle that can be reached from `module`, if there is one. `done` leads into none.
fn circle(
    graph: &Graph,
    module: &Module,
    way: &mut Vec<Module>,
    done: &mut BTreeSet<Module>,
) -> Option<Vec<Module>> {
    if let Some(at) = way.iter().position(|passed| passed == module) {
        return Some(way[at..].to_vec());
    }
    if done.contains(module) {
        return None;
    }
    way.push(module.clone());
    let found = graph.get(module)?.iter().find_map(|next| circle(graph, next, way, done));
    way.pop();
    done.insert(module.clone());
    found
}

#[test]
fn no_modules_import_in_a_circle() {
    for room in ROOMS {
        let graph = graph(room);
        assert!(graph.values().map(BTreeSet::len).sum::<usize>() > graph.len(), "{room} is read");
        let mut done = BTreeSet::new();
        let found = graph.keys().find_map(|module| circle(&graph, module, &mut Vec::new(), &mut done));
        let words =
            found.map(|circle| circle.iter().map(|it| it.join("::")).collect::<Vec<_>>().join(" -> "));
        assert_eq!(words, None, "{room}: each of these imports the next, and the last the first");
    }
}

#[test]
fn imports_are_read() {
    let source = "use super::{a::{B, C as X}, d as e,};\npub(crate) use self::e::F;\n    let x = crate::g::h(1);\nmod i;\n";
    let read: BTreeSet<String> = paths(source).into_iter().collect();
    let expected = ["crate::g::h", "self::e::F", "self::i", "super::a::B", "super::a::C", "super::d"];
    assert_eq!(read, expected.map(str::to_owned).into());
}
