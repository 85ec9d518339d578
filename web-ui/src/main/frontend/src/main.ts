import './elements/hearth-app.js';
