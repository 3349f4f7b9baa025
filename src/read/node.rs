//! A document under construction: JSON in which every cell knows its place in the source.

use std::collections::BTreeMap;

use super::grid::{GridCell, GridRow, RowPlace};
use super::location::Location;
use crate::filing::Kind;
use crate::json::Json;

#[derive(Clone, Debug)]
pub enum Node {
    Cell {
        text: String,
        at: Location,
    },
    List(Vec<Node>),
    Record(NodeRecord),
    /// Members that the contract requires and no cell holds: `kind`, `of`, `partial`.
    Fixed(Json<'static>),
}

impl Node {
    /// The node of a source cell, which is marked as read.
    pub fn of(row: &GridRow, cell: &GridCell) -> Node {
        cell.mark_read();
        Node::Cell { text: cell.text.clone(), at: row.at(cell) }
    }

    /// The node of a blank cell.
    pub fn blank(place: &RowPlace, column: usize) -> Node {
        Node::Cell { text: String::new(), at: place.at(column) }
    }

    pub fn fixed(text: &str) -> Node {
        Node::Fixed(Json::text(text.to_owned()))
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Node::Cell { text, .. } if text.is_empty())
    }

    pub fn text(&self) -> &str {
        match self {
            Node::Cell { text, .. } => text,
            _ => "",
        }
    }

    /// Appends a further piece of the same cell, which the source has broken in two.
    pub fn extend(&mut self, more: Node, between: &str) {
        if let (Node::Cell { text, at }, Node::Cell { text: more, at: place }) = (self, more) {
            if !text.is_empty() && !more.is_empty() {
                text.push_str(between);
            }
            if text.is_empty() || place == *at {
                *at = place;
            } else if !more.is_empty() {
                *at = at.and(&place);
            }
            text.push_str(&more);
        }
    }

    /// The JSON; enters the place of each cell into `locations` under its pointer.
    pub fn finish(
        self,
        pointer: &str,
        locations: &mut BTreeMap<String, Location>,
    ) -> Json<'static> {
        match self {
            Node::Cell { text, at } => {
                locations.insert(pointer.to_owned(), at);
                Json::text(text)
            }
            Node::List(nodes) => {
                let finish = |(index, node): (usize, Node)| {
                    node.finish(&format!("{pointer}/{index}"), locations)
                };
                Json::Array(nodes.into_iter().enumerate().map(finish).collect())
            }
            Node::Record(record) => {
                let finish = |(key, node): (&'static str, Node)| {
                    (key, node.finish(&format!("{pointer}/{key}"), locations))
                };
                Json::object(record.0.into_iter().map(finish))
            }
            Node::Fixed(json) => json,
        }
    }
}

/// Members in insertion order.
#[derive(Clone, Debug, Default)]
pub struct NodeRecord(Vec<(&'static str, Node)>);

impl NodeRecord {
    /// A document of a kind.
    pub fn document(kind: Kind) -> NodeRecord {
        NodeRecord(vec![("kind", Node::fixed(kind.key()))])
    }

    pub fn get(&self, path: &str) -> Option<&Node> {
        let (key, rest) =
            path.split_once('/').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let (_, node) = self.0.iter().find(|(known, _)| *known == key)?;
        match (rest, node) {
            (None, node) => Some(node),
            (Some(rest), Node::Record(record)) => record.get(rest),
            _ => None,
        }
    }

    pub fn get_mut(&mut self, path: &str) -> Option<&mut Node> {
        let (key, rest) =
            path.split_once('/').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let (_, node) = self.0.iter_mut().find(|(known, _)| *known == key)?;
        match (rest, node) {
            (None, node) => Some(node),
            (Some(rest), Node::Record(record)) => record.get_mut(rest),
            _ => None,
        }
    }

    /// Puts a node at a path such as `income/fiscal`.
    pub fn put(&mut self, path: &'static str, node: Node) {
        let (key, node) = match path.split_once('/') {
            None => (path, node),
            Some((key, rest)) => {
                let mut record = match self.get_mut(key) {
                    Some(Node::Record(record)) => core::mem::take(record),
                    _ => NodeRecord::default(),
                };
                record.put(rest, node);
                (key, Node::Record(record))
            }
        };
        match self.get_mut(key) {
            Some(old) => *old = node,
            None => self.0.push((key, node)),
        }
    }

    /// Removes the node of a key and returns it.
    pub fn take(&mut self, key: &str) -> Option<Node> {
        let index = self.0.iter().position(|(known, _)| *known == key)?;
        Some(self.0.remove(index).1)
    }

    /// Puts a cell where there is none or a blank one; returns whether it did.
    pub fn offer(&mut self, path: &'static str, node: Node) -> bool {
        let free = self.get(path).is_none_or(Node::is_blank);
        if free {
            self.put(path, node);
        }
        free
    }

    /// Appends to the list at a path, which is created if missing.
    pub fn push(&mut self, path: &'static str, node: Node) {
        match self.get_mut(path) {
            Some(Node::List(nodes)) => nodes.push(node),
            _ => self.put(path, Node::List(vec![node])),
        }
    }
}

impl From<NodeRecord> for Node {
    fn from(record: NodeRecord) -> Node {
        Node::Record(record)
    }
}
