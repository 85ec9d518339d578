package org.hearthhub.thing;

/** The {@code type} of a data schema (W3C WoT TD 1.1 section 5.3.2.1); ANY where it says none. */
public enum DataType {
  ANY,
  BOOLEAN,
  INTEGER,
  NUMBER,
  STRING,
  OBJECT,
  ARRAY
}
