-- The published copy: what the public was told, and nothing else. Rebuilt from editions.
CREATE TABLE meta (
  form INTEGER NOT NULL,      -- of this schema
  seed TEXT NOT NULL,         -- of this copy: one made anew counts its versions anew
  version INTEGER NOT NULL,   -- grows with everything that is published
  changed TEXT NOT NULL       -- ISO moment of that growth, UTC
);
INSERT INTO meta VALUES (1, lower(hex(randomblob(4))), 0, '2000-01-01T00:00:00+00:00');

-- One version in one language. `body` is the canonical JSON that `digest` seals.
CREATE TABLE edition (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  language TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_current INTEGER NOT NULL,  -- the last version in its language
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  nature TEXT NOT NULL,
  place TEXT NOT NULL,
  heading TEXT NOT NULL,
  published TEXT NOT NULL,
  first_published TEXT NOT NULL,
  reason TEXT NOT NULL,
  decisions INTEGER NOT NULL,
  appointments INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (year, number, language, version)
);
CREATE INDEX edition_day ON edition (is_current, language, last_day);

-- The decisions of current editions.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  edition INTEGER NOT NULL REFERENCES edition ON DELETE CASCADE,
  language TEXT NOT NULL,
  year INTEGER NOT NULL,
  meeting INTEGER NOT NULL,
  day TEXT NOT NULL,
  rank INTEGER NOT NULL,
  item TEXT NOT NULL,           -- as in its address: « I.2.1 », « I.2.1-bis »
  reference TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  ministry TEXT NOT NULL,
  ministry_code TEXT NOT NULL,
  theme TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  words TEXT NOT NULL           -- its paragraphs, one a line
);
CREATE INDEX decision_place ON decision (year, meeting, language, item);
CREATE INDEX decision_day ON decision (day DESC, meeting DESC, rank);
CREATE INDEX decision_ministry
  ON decision (language, ministry_code, day DESC, meeting DESC, rank);
CREATE INDEX decision_kind ON decision (language, kind, day DESC, meeting DESC, rank);
CREATE INDEX decision_edition ON decision (edition);

-- The appointments of current French editions.
CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  edition INTEGER NOT NULL REFERENCES edition ON DELETE CASCADE,
  year INTEGER NOT NULL,
  meeting INTEGER NOT NULL,
  day TEXT NOT NULL,
  rank INTEGER NOT NULL,
  item TEXT NOT NULL,
  reference TEXT NOT NULL,
  ministry TEXT NOT NULL,
  ministry_code TEXT NOT NULL,
  is_board INTEGER NOT NULL,
  post TEXT NOT NULL,
  civility TEXT NOT NULL,
  given_names TEXT NOT NULL,
  surname TEXT NOT NULL,
  staff_number TEXT NOT NULL,
  grade TEXT NOT NULL,
  words TEXT NOT NULL           -- the line as it was published
);
CREATE INDEX appointment_day ON appointment (day DESC, meeting DESC, rank);
CREATE INDEX appointment_edition ON appointment (edition);

-- Words without accents (`plain`) and their French stems (`stems`), by rowid.
CREATE VIRTUAL TABLE decision_words USING fts5(
  plain, stems, content='', contentless_delete=1, prefix='2 3'
);
CREATE VIRTUAL TABLE appointment_words USING fts5(
  post, post_stems, name, content='', contentless_delete=1, prefix='2 3'
);

-- Files beside this one, in documents/<digest of the edition>/.
CREATE TABLE document (
  edition_digest TEXT NOT NULL,
  form TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (edition_digest, form)
) WITHOUT ROWID;

-- Days of coming councils: dates only.
CREATE TABLE calendar (day TEXT PRIMARY KEY) WITHOUT ROWID;
