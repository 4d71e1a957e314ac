// Comforts for readers. With this file blocked, every link and form still works.
import "./clock.js";
import "./copy.js";
import "./dialog.js";
import "./draft.js";
import "./facets.js";
import "./my-clock.js";
import "./relative-time.js";
import "./share.js";
import "./summary.js";
import "./theme.js";
