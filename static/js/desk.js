// Comforts for those who write. Without them the sheet is a plain form that saves and previews.
import "./focus.js";
import "./leave.js";
import "./words.js";
import "./typed.js";
import "./trying.js";
