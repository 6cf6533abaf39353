package io.github.sqliteleak.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifTest {
    @TempDir Path repository;

    @Test
    void writesAResultForEachSite() throws IOException {
        source("src/main/java/com/example/Repo.java");
        source("app/src/main/java/com/example/App.java");

        Judgement judgement =
                Judgements.of(
                        Reports.of(
                                Leak.number(1)
                                        .inTransaction("com.example.Repo.save(Repo.java:60)", null),
                                Leak.number(2).openedIn("a.Quiet", "run")),
                        FindingStatus.NEW,
                        FindingStatus.SUPPRESSED);

        assertThat(render(judgement).replace(Tool.version(), "VERSION"))
                .isEqualTo(
                        """
                        {
                          "$schema":"https://json.schemastore.org/sarif-2.1.0.json",
                          "version":"2.1.0",
                          "runs":[{
                            "tool":{
                              "driver":{
                                "name":"sqlite-leak-agent",
                                "semanticVersion":"VERSION",
                                "rules":[{
                                  "id":"sqlite-connection-leak",
                                  "name":"SqliteConnectionLeak",
                                  "shortDescription":{
                                    "text":"A SQLite connection was opened and never closed"
                                  },
                                  "fullDescription":{
                                    "text":"A connection that nobody closes keeps its lock, pins the write-ahead log and makes other threads fail with \\"database is locked\\"."
                                  },
                                  "help":{
                                    "text":"Open the connection in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path, and close a pool before the application ends."
                                  },
                                  "defaultConfiguration":{
                                    "level":"error"
                                  }
                                }]
                              }
                            },
                            "automationDetails":{
                              "id":"sqlite-leak/"
                            },
                            "columnKind":"utf16CodeUnits",
                            "results":[{
                              "ruleId":"sqlite-connection-leak",
                              "ruleIndex":0,
                              "level":"error",
                              "message":{
                                "text":"SQLite leak: 1 connection, still open at exit.\\nopened at com.example.Repo.load(Repo.java:42)\\ndatabase: /work/data/app.db\\nholds: an open transaction begun at com.example.Repo.save(Repo.java:60)\\nfix: commit or roll back on every path, then close\\nfix: open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path\\nfingerprint: b989ea5d2ec50352"
                              },
                              "locations":[{
                                "physicalLocation":{
                                  "artifactLocation":{
                                    "uri":"src/main/java/com/example/Repo.java",
                                    "uriBaseId":"%SRCROOT%"
                                  },
                                  "region":{
                                    "startLine":42
                                  }
                                },
                                "logicalLocations":[{
                                  "fullyQualifiedName":"com.example.Repo.load",
                                  "kind":"function"
                                }]
                              }],
                              "partialFingerprints":{
                                "primaryLocationLineHash":"b989ea5d2ec50352:1",
                                "sqliteLeak/v1":"b989ea5d2ec50352"
                              },
                              "codeFlows":[{
                                "threadFlows":[{
                                  "locations":[{
                                    "location":{
                                      "physicalLocation":{
                                        "artifactLocation":{
                                          "uri":"app/src/main/java/com/example/App.java",
                                          "uriBaseId":"%SRCROOT%"
                                        },
                                        "region":{
                                          "startLine":9
                                        }
                                      },
                                      "message":{
                                        "text":"calls"
                                      }
                                    }
                                  },{
                                    "location":{
                                      "physicalLocation":{
                                        "artifactLocation":{
                                          "uri":"src/main/java/com/example/Repo.java",
                                          "uriBaseId":"%SRCROOT%"
                                        },
                                        "region":{
                                          "startLine":42
                                        }
                                      },
                                      "message":{
                                        "text":"opened here, and never closed"
                                      }
                                    }
                                  },{
                                    "location":{
                                      "physicalLocation":{
                                        "artifactLocation":{
                                          "uri":"src/main/java/com/example/Repo.java",
                                          "uriBaseId":"%SRCROOT%"
                                        },
                                        "region":{
                                          "startLine":60
                                        }
                                      },
                                      "message":{
                                        "text":"transaction begun here, and never ended"
                                      }
                                    }
                                  }]
                                }]
                              }],
                              "suppressions":[],
                              "occurrenceCount":1,
                              "properties":{
                                "owner":"application",
                                "status":"new"
                              }
                            },{
                              "ruleId":"sqlite-connection-leak",
                              "ruleIndex":0,
                              "level":"note",
                              "message":{
                                "text":"SQLite leak: 1 connection, still open at exit.\\nopened at a.Quiet.run(Some.java:7)\\ndatabase: /work/data/app.db\\nholds: no transaction, no open statement\\nfix: open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path\\nsuppressed by any:com.example.**\\nfingerprint: 2dadfe282623a030"
                              },
                              "locations":[{
                                "physicalLocation":{
                                  "artifactLocation":{
                                    "uri":"a/Some.java",
                                    "uriBaseId":"%SRCROOT%"
                                  },
                                  "region":{
                                    "startLine":7
                                  }
                                },
                                "logicalLocations":[{
                                  "fullyQualifiedName":"a.Quiet.run",
                                  "kind":"function"
                                }]
                              }],
                              "partialFingerprints":{
                                "primaryLocationLineHash":"2dadfe282623a030:1",
                                "sqliteLeak/v1":"2dadfe282623a030"
                              },
                              "codeFlows":[{
                                "threadFlows":[{
                                  "locations":[{
                                    "location":{
                                      "physicalLocation":{
                                        "artifactLocation":{
                                          "uri":"a/Some.java",
                                          "uriBaseId":"%SRCROOT%"
                                        },
                                        "region":{
                                          "startLine":7
                                        }
                                      },
                                      "message":{
                                        "text":"opened here, and never closed"
                                      }
                                    }
                                  }]
                                }]
                              }],
                              "suppressions":[{
                                "kind":"external",
                                "status":"accepted",
                                "justification":"any:com.example.**"
                              }],
                              "occurrenceCount":1,
                              "properties":{
                                "owner":"application",
                                "status":"suppressed"
                              }
                            }],
                            "invocations":[{
                              "executionSuccessful":true,
                              "toolExecutionNotifications":[]
                            }]
                          }]
                        }
                        """);
    }

    @Test
    void isValidByThePublishedSchema() throws IOException {
        assertValid(render(Judgements.clean()));
        assertValid(render(Judgements.ofEachStatus()));
        assertValid(render(Judgements.with(Judgements.ofEachStatus(), "a.json: it is empty")));
    }

    @Test
    void comparesWithTheBaseline() throws IOException {
        assertThat(render(Judgements.ofEachStatus()))
                .contains("\"baselineState\":\"new\"", "\"baselineState\":\"updated\"")
                .contains("\"baselineState\":\"unchanged\"");
        assertThat(render(Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW)))
                .doesNotContain("baselineState");
    }

    @Test
    void tellsWhenTheOpenSiteIsNotInTheRepository() throws IOException {
        source("src/main/java/com/example/App.java");

        assertThat(render(Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW)))
                .contains("src/main/java/com/example/App.java", "opened below this call")
                .doesNotContain("opened here");
    }

    @Test
    void saysWhichSourcesItMayBe() throws IOException {
        Judgement judgement = Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW);
        source("a/src/main/java/com/example/Repo.java");
        assertThat(render(judgement)).doesNotContain("relatedLocations", "another source");
        source("b/src/main/java/com/example/Repo.java");

        String sarif = render(judgement);

        assertThat(sarif)
                .contains("(Repo.java:42)\\nsource: not known which of a/src/main/java/com/example")
                .containsPattern("relatedLocations\":\\[\\{[^}]*\"uri\":\"b/src/main/java/com")
                .contains("never closed (or in another source of that name)");
        assertValid(sarif);
    }

    @Test
    void numbersSitesOfOneFingerprint() throws IOException {
        LeakReport report = Reports.of(Leak.number(1), Leak.number(2).owner("pool:HikariCP"));
        String fingerprint = report.leaks().get(0).fingerprint();

        assertThat(render(Judgements.of(report, FindingStatus.NEW)))
                .contains("\"" + fingerprint + ":1\"", "\"" + fingerprint + ":2\"");
    }

    @Test
    void theSchemaIsInUse() throws IOException {
        String sarif = render(Judgements.ofEachStatus());

        assertThat(errors(sarif.replace("\"startLine\":42", "\"startLine\":0"))).isNotEmpty();
        assertThat(errors(sarif.replace("\"level\":\"error\"", "\"level\":\"bad\""))).isNotEmpty();
    }

    static void assertValid(String sarif) throws IOException {
        assertThat(errors(sarif)).isEmpty();
    }

    private static List<String> errors(String sarif) throws IOException {
        Validator validator =
                new ValidatorFactory()
                        .withJsonNodeFactory(new OrgJsonNode.Factory())
                        .createValidator();
        try (InputStream schema =
                SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            URI uri =
                    validator.registerSchema(
                            new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            return validator.validate(uri, sarif).getErrors().stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getError())
                    .toList();
        }
    }

    private String render(Judgement judgement) throws IOException {
        return new Sarif(SourceRoots.find(repository)).render(judgement);
    }

    private void source(String path) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
