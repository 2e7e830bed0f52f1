//! `GET /catalog`: the catalogue of the data sets, as DCAT 3 and schema.org in one JSON-LD graph.

mod sets;

pub(crate) use sets::{DATA_SETS, DataSet, File, Licence, Terms};

use crate::api::open::{self, Origin};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::ZoneView;
use teukgu_office::features::Collection;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const MEDIA_TYPE: &str = "application/ld+json";
const LANGUAGES: [&str; 2] = [
    "http://publications.europa.eu/resource/authority/language/KOR",
    "http://publications.europa.eu/resource/authority/language/ENG",
];

/// Returns the routes with their description.
pub(crate) fn described() -> OpenApiRouter<Portal> {
    OpenApiRouter::default().routes(routes!(show))
}

pub(crate) fn routes() -> Router<Portal> {
    open::to_all(Router::from(described()))
}

/// Lists the data sets with their licences and files (DCAT 3, schema.org)
#[utoipa::path(get, path = "/catalog", tag = "catalogue",
    responses((status = 200, description = "JSON-LD graph", body = Object, content_type = "application/ld+json")))]
pub(crate) async fn show(State(portal): State<Portal>, origin: Origin) -> Result<Response, PageError> {
    let view = portal.office().view()?;
    let writer = Writer { spatial: spatial(&view)?, portal: &portal, view: &view, origin: &origin };
    let body = serde_json::to_string(&writer.graph()).map_err(|error| PageError::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
}

/// Writes the graph of one request.
struct Writer<'a> {
    portal: &'a Portal,
    view: &'a ZoneView,
    origin: &'a Origin,
    spatial: Value,
}

impl Writer<'_> {
    fn graph(&self) -> Value {
        let mut graph = vec![self.catalogue(), self.publisher()];
        graph.extend(SERVICES.iter().map(|service| self.service(service)));
        for set in &DATA_SETS {
            graph.push(self.data_set(set));
            graph.extend(set.files.iter().map(|file| self.file(set, file)));
        }
        json!({ "@context": context(), "@graph": graph })
    }

    fn catalogue(&self) -> Value {
        let ids = |name: fn(&DataSet) -> String| -> Vec<Value> {
            DATA_SETS.iter().map(|set| self.id(&name(set))).collect()
        };
        let title = self.texts("data-catalogue");
        json!({
            "@id": self.at("/catalog"),
            "@type": ["dcat:Catalog", "schema:DataCatalog"],
            "dct:title": tagged(&title),
            "schema:name": tagged(&title),
            "dct:description": tagged(&self.view.zone().summary),
            "schema:description": tagged(&self.view.zone().summary),
            "dct:publisher": self.publisher_id(),
            "schema:publisher": self.publisher_id(),
            "dct:language": LANGUAGES.map(|iri| json!({ "@id": iri })),
            "dct:spatial": self.spatial,
            "foaf:homepage": self.id("/"),
            "dcat:dataset": ids(DataSet::path),
            "schema:dataset": ids(DataSet::path),
            "dcat:service": SERVICES.iter().map(|service| self.id(service.path)).collect::<Vec<_>>(),
        })
    }

    /// The municipality speaks only where it runs the portal itself.
    fn publisher(&self) -> Value {
        let zone = self.view.zone();
        let (kind, name) = if zone.official {
            ("schema:GovernmentOrganization", zone.municipality.name.clone())
        } else {
            ("schema:Organization", self.portal_name())
        };
        let homepage = zone.municipality.website.as_ref().filter(|_| zone.official);
        let homepage = homepage.map_or_else(|| self.at("/"), Clone::clone);
        json!({
            "@id": self.at("/catalog#publisher"),
            "@type": ["foaf:Agent", kind],
            "foaf:name": tagged(&name),
            "schema:name": tagged(&name),
            "foaf:homepage": { "@id": homepage },
        })
    }

    fn portal_name(&self) -> Text {
        let zone = self.view.zone();
        let [ko, en] = Lang::ALL.map(|lang| {
            let name = zone.short_name.get(lang).to_owned();
            self.portal.texts().text(lang, "data-publisher", &[("zone", name)])
        });
        Text::new(ko, en)
    }

    fn service(&self, service: &Service) -> Value {
        let conforms: Vec<Value> = service.keeps_to.iter().map(|iri| json!({ "@id": iri })).collect();
        json!({
            "@id": self.at(service.path),
            "@type": "dcat:DataService",
            "dct:title": tagged(&self.texts(service.title)),
            "dct:publisher": self.publisher_id(),
            "dcat:endpointURL": self.id(service.path),
            "dcat:endpointDescription": self.id("/api/openapi.json"),
            "dct:conformsTo": conforms,
            "dcat:servesDataset": DATA_SETS.iter().map(|set| self.id(&set.path())).collect::<Vec<_>>(),
        })
    }

    fn data_set(&self, set: &DataSet) -> Value {
        let (title, about) = (self.texts(set.title), self.texts(set.about));
        let files: Vec<Value> = set.files.iter().map(|file| self.id(&set.file_path(file))).collect();
        let mut node = json!({
            "@id": self.at(&set.path()),
            "@type": ["dcat:Dataset", "schema:Dataset"],
            "dct:identifier": set.id,
            "dct:title": tagged(&title),
            "schema:name": tagged(&title),
            "dct:description": tagged(&about),
            "schema:description": tagged(&about),
            "dct:publisher": self.publisher_id(),
            "schema:publisher": self.publisher_id(),
            "dct:language": LANGUAGES.map(|iri| json!({ "@id": iri })),
            "schema:inLanguage": ["ko", "en"],
            "dct:spatial": self.spatial,
            "dct:rights": { "@type": "dct:RightsStatement", "rdfs:label": tagged(&self.texts(set.terms.text())) },
            "schema:isAccessibleForFree": true,
            "dcat:landingPage": self.id("/data"),
            "dcat:distribution": files,
            "schema:distribution": files,
            "schema:includedInDataCatalog": self.id("/catalog"),
        });
        if let Some(licence) = self.licence(set) {
            node["schema:license"] = json!({ "@id": licence });
        }
        node
    }

    fn file(&self, set: &DataSet, file: &File) -> Value {
        let address = self.id(file.path);
        let mut node = json!({
            "@id": self.at(&set.file_path(file)),
            "@type": ["dcat:Distribution", "schema:DataDownload"],
            "dct:title": tagged(&self.texts(file.title)),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "schema:contentUrl": address,
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{}", file.media_type) },
            "schema:encodingFormat": file.media_type,
        });
        if let Some(licence) = self.licence(set) {
            node["dct:license"] = json!({ "@id": licence });
        }
        node
    }

    /// A municipality names the licence of its own texts in its sources, not here.
    fn licence(&self, set: &DataSet) -> Option<&'static str> {
        let own = matches!(set.terms, Terms::Facts) && self.view.zone().official;
        if own { None } else { set.terms.licence().map(|licence| licence.href) }
    }

    fn texts(&self, key: &str) -> Text {
        let [ko, en] = Lang::ALL.map(|lang| self.portal.texts().text(lang, key, &[]));
        Text::new(ko, en)
    }

    fn at(&self, path: &str) -> String {
        self.origin.href(path)
    }

    fn id(&self, path: &str) -> Value {
        json!({ "@id": self.at(path) })
    }

    fn publisher_id(&self) -> Value {
        self.id("/catalog#publisher")
    }
}

/// A door for programs.
struct Service {
    path: &'static str,
    title: &'static str,
    keeps_to: &'static [&'static str],
}

const SERVICES: [Service; 2] = [
    Service { path: "/api/v1", title: "data-api", keeps_to: &["https://spec.openapis.org/oas/v3.1.0"] },
    Service {
        path: "/ogc",
        title: "data-ogc",
        keeps_to: &[
            "http://www.opengis.net/spec/ogcapi-features-1/1.0",
            "http://www.opengis.net/spec/ogcapi-features-2/1.0",
        ],
    },
];

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
    })
}

fn tagged(text: &Text) -> Value {
    let of = |lang: Lang| json!({ "@language": lang.tag(), "@value": text.get(lang) });
    json!(Lang::ALL.map(of))
}

/// Describes where the zone lies: in words and as a box.
fn spatial(view: &ZoneView) -> Result<Value, PageError> {
    let mut location = json!({ "@type": "dct:Location", "rdfs:label": tagged(&view.zone().place) });
    if let Some([w, s, e, n]) = view.extent(Collection::Zones)? {
        let wkt = format!("POLYGON(({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))");
        location["dcat:bbox"] = json!({ "@type": "geo:wktLiteral", "@value": wkt });
    }
    Ok(location)
}
